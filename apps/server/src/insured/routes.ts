import { z } from 'zod';
import type { App, Services } from '../http/new-app.ts';
import { fileAtWindow, withdrawAtWindow } from './elsewhere.ts';

const psn_no = z.string().trim().min(1).max(30);
const words = z.string().trim().min(2).max(300);
const day = z.iso.date();
const filing = z.object({
  filing_id: z.uuid(),
  psn_no,
  insutype: z.string().min(1).max(6),
  kind: z.enum(['resident', 'referral', 'temporary']),
  mdtrtarea_admdvs: z.string().regex(/^\d{6}$/),
  begndate: day,
  enddate: day.nullable(),
  papers: words,
});
const filed = z.object({ trt_dcla_detl_sn: z.string() });
const withdrawing = z.object({ psn_no, trt_dcla_detl_sn: z.string().min(1).max(30), reason: words });

/** Filings of care elsewhere at a window. */
export function insuredRoutes(app: App, services: Services): void {
  app.post(
    '/api/insured/elsewhere',
    { schema: { body: filing, response: { 200: filed } } },
    async ({ body, asking }) => ({ trt_dcla_detl_sn: await fileAtWindow(services, asking, body) }),
  );
  app.post(
    '/api/insured/elsewhere/withdraw',
    { schema: { body: withdrawing, response: { 200: z.object({}) } } },
    async ({ body, asking }) => {
      await withdrawAtWindow(services, asking, body);
      return {};
    },
  );
}
