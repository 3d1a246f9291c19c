-- Payable by work-injury or by maternity insurance only.
SELECT DISTINCT line.fixmedins_code, line.line_id
FROM j_line line
JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
WHERE coalesce(line.inscp_fen, 1) > 0
  AND CASE k.only
    WHEN 'injury' THEN line.insutype IS DISTINCT FROM '410'
    ELSE line.insutype IS DISTINCT FROM '510' AND line.matn_type IS NULL AND left(line.med_type, 2) NOT IN ('51', '52', '53')
  END
