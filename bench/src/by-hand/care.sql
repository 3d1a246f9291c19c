-- Payable in hospital, in an emergency, or in either.
SELECT DISTINCT line.fixmedins_code, line.line_id
FROM j_line line
JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
WHERE coalesce(line.inscp_fen, 1) > 0
  AND NOT (k.only LIKE '%inpatient%' AND line.care_type = 'inpatient')
  AND NOT (k.only LIKE '%emergency%' AND line.emergency = 1)
