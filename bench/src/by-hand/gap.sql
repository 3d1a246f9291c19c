-- Used again before the days are over, in any institution.
SELECT DISTINCT fixmedins_code, line_id
FROM (
  SELECT line.fixmedins_code, line.line_id, line.day, line.inscp_fen, k.days, max(line.day) OVER (
      PARTITION BY line.psn_no, k.root ORDER BY line.day RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
  FROM j_line line
  JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to)
WHERE day - before < days AND coalesce(inscp_fen, 1) > 0
