-- No diagnosis and no operation of the visit documents the indication.
WITH wanted AS (
  SELECT DISTINCT point_id, code FROM (SELECT DISTINCT code FROM j_diagnosis UNION SELECT DISTINCT code FROM j_operation) coded
  JOIN k_prefix ON starts_with(coded.code, k_prefix.prefix)
), coded AS (
  SELECT mdtrt_id, code FROM j_diagnosis UNION SELECT mdtrt_id, code FROM j_operation
)
SELECT DISTINCT line.fixmedins_code, line.line_id
FROM j_line line
JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
WHERE coalesce(line.inscp_fen, 1) > 0
  AND EXISTS (SELECT 1 FROM j_diagnosis d WHERE d.mdtrt_id = line.mdtrt_id)
  AND NOT EXISTS (
    SELECT 1 FROM coded JOIN wanted USING (code) WHERE wanted.point_id = k.point_id AND coded.mdtrt_id = line.mdtrt_id)
