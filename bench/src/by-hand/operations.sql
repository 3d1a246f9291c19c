-- Operations of one group on one day of a visit: all but the dearest that stand at full price.
WITH operation AS (
  SELECT k.grp, line.*
  FROM j_line line
  JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
  WHERE coalesce(line.inscp_fen, 1) > 0
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY grp, fixmedins_code, mdtrt_id, day ORDER BY amount_fen DESC, line_id) AS place
  FROM operation
)
SELECT DISTINCT fixmedins_code, line_id
FROM ranked
WHERE place > 1 AND pric >= pric_uplmt
