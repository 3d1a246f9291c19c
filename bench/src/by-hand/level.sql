-- Institutions below the level from which the drug is payable; points that bind the first prescription alone are left out.
SELECT DISTINCT line.fixmedins_code, line.line_id
FROM j_line line
JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
WHERE line.hosp_lv < k.least AND NOT k.first_only AND coalesce(line.inscp_fen, 1) > 0
