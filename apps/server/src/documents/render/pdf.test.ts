import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { form, heading, paragraph, signatures } from './content.ts';
import type { Content } from './content.ts';
import { pdfOf } from './pdf.ts';

const CONTENT: Content = {
  title: '行政处罚事先告知书',
  number: '某医保罚告〔2026〕12号',
  bureau: '某市医疗保障局',
  to: '某某医院',
  sealed: true,
  day: '2026-04-07',
  notes: ['附件：证据目录'],
  template: 'penalty-notice 1',
  blocks: [
    heading('一、违法事实'),
    paragraph('你单位重复收费，造成医疗保障基金损失人民币贰万元整。\n#strong[不是标记]'),
    form(['当事人', '某某医院'], ['统一社会信用代码', '91420000MA0000000X']),
    {
      is: 'table',
      head: ['序号', '名称', '摘要（SM3）'],
      rows: [['1', '收费清单', '0123456789abcdef'.repeat(4)]],
    },
    signatures('执法人员', '当事人'),
    paragraph('特此告知。'),
  ],
};

test('a document of given content has the bytes it always had', async () => {
  const { pdf, pages } = await pdfOf(CONTENT);
  assert.equal(pages, 1);
  assert.equal(
    createHash('sha256').update(pdf).digest('hex'),
    'f503c5c38006930a26948ce1f84a7dbe7f1f6936a8127a77ffc714b06ec522e7',
  );
});
