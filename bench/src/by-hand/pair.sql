-- Charged beside an item that includes it: in the same hour, within six hours, on the same day, in the same visit.
SELECT DISTINCT line.fixmedins_code, line.line_id
FROM j_line line
JOIN k ON k.other = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
JOIN j_line beside ON beside.item = k.code AND beside.psn_no = line.psn_no AND beside.fixmedins_code = line.fixmedins_code
WHERE coalesce(line.inscp_fen, 1) > 0
  AND CASE k.window
    WHEN 'visit' THEN beside.mdtrt_id = line.mdtrt_id
    WHEN 'day' THEN beside.day = line.day
    WHEN 'hour' THEN beside.day = line.day AND beside.second // 3600 = line.second // 3600
    ELSE abs((beside.day - line.day) * 86400 + beside.second - line.second) < 21600
  END
