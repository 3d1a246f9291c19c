-- Herbs that are not payable when the prescription holds no other herb.
WITH alone AS (
  SELECT fixmedins_code, mdtrt_id, rxno
  FROM j_line
  WHERE item LIKE 'T%' AND rxno IS NOT NULL
  GROUP BY ALL
  HAVING bool_and(item IN (SELECT code FROM k))
)
SELECT DISTINCT line.fixmedins_code, line.line_id
FROM j_line line
JOIN alone USING (fixmedins_code, mdtrt_id, rxno)
JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
WHERE coalesce(line.inscp_fen, 1) > 0
