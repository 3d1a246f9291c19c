-- More days of use than payable: distinct days of one stay, days of supply in one year outside of stays.
WITH used AS (
  SELECT k.root, max(k.most) AS most, line.psn_no, line.fixmedins_code,
    CASE line.care_type WHEN 'inpatient' THEN line.mdtrt_id ELSE CAST(year(DATE '1970-01-01' + line.day) AS VARCHAR) END AS span,
    line.day, max(CASE line.care_type WHEN 'inpatient' THEN 10000 ELSE coalesce(line.prd_days, 10000) END) AS days
  FROM j_line line
  JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
  WHERE line.care_type IS NOT NULL AND coalesce(line.inscp_fen, 1) > 0
  GROUP BY ALL
)
SELECT fixmedins_code, root, psn_no, span
FROM used
GROUP BY ALL
HAVING sum(days) > max(most) * 10000
