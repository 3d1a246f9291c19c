-- A second-line drug without any first-line drug in the visit or the 180 days before.
WITH drug AS (
  SELECT DISTINCT k.point_id, used.item
  FROM (SELECT DISTINCT item FROM j_line) used
  JOIN k_prefix ON starts_with(used.item, k_prefix.prefix)
  JOIN k USING (point_id)
  WHERE left(used.item, 10) <> left(k.code, 10)
)
SELECT DISTINCT line.fixmedins_code, line.line_id
FROM j_line line
JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
WHERE coalesce(line.inscp_fen, 1) > 0
  AND line.day - 180 >= (SELECT min(day) FROM j_line)
  AND NOT EXISTS (
    SELECT 1
    FROM j_line before
    JOIN drug ON drug.item = before.item
    WHERE drug.point_id = k.point_id AND before.psn_no = line.psn_no AND before.day BETWEEN line.day - 180 AND line.day)
