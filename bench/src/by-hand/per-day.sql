-- More than payable on one day.
SELECT k.root, line.psn_no, line.fixmedins_code, line.day
FROM j_line line
JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
WHERE coalesce(line.inscp_fen, 1) > 0
GROUP BY ALL
HAVING sum(line.cnt) > max(k.most) * 10000
