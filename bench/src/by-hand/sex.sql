-- Sex of the person against the item's; documented disorders of sex development excuse service items.
SELECT DISTINCT line.fixmedins_code, line.line_id
FROM j_line line
JOIN k ON k.code = line.item AND line.day BETWEEN k.valid_from AND k.valid_to
WHERE line.gend <> k.gend
  AND (line.item SIMILAR TO '[A-Z].*' OR NOT EXISTS (
    SELECT 1 FROM j_diagnosis d WHERE d.mdtrt_id = line.mdtrt_id AND left(d.code, 3) IN ('E34', 'Q56', 'Q96', 'Q97', 'Q98', 'Q99')))
