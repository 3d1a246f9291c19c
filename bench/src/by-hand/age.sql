-- Completed age at the service date outside the item's bounds.
WITH aged AS (
  SELECT line.fixmedins_code, line.line_id, k.*, DATE '1970-01-01' + line.brdy AS born, DATE '1970-01-01' + line.day AS served
  FROM j_line line
  JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
  WHERE line.brdy <= line.day AND (NOT k.policy OR coalesce(line.inscp_fen, 1) > 0)
)
SELECT DISTINCT fixmedins_code, line_id
FROM aged
WHERE below_value > CASE below_unit WHEN 'day' THEN datesub('day', born, served)
    WHEN 'month' THEN datesub('month', born, served) ELSE datesub('year', born, served) END
  OR above_value <= CASE above_unit WHEN 'day' THEN datesub('day', born, served)
    WHEN 'month' THEN datesub('month', born, served) ELSE datesub('year', born, served) END
