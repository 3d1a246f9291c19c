/** HTTP status of an error of the catalogue, by its code or its section. */
import type { ErrorCode } from '@shouhu/errors';

const BY_CODE: Partial<Record<ErrorCode, number>> = {
  'SH-H001': 401,
  'SH-H002': 403,
  'SH-H003': 404,
  'SH-H004': 409,
  'SH-H005': 400,
  'SH-H006': 409,
  'SH-H007': 404,
  'SH-H008': 409,
  'SH-A001': 401,
  'SH-A002': 429,
  'SH-A003': 401,
  'SH-A006': 401,
  'SH-A007': 401,
  'SH-A010': 403,
  'SH-A011': 429,
  'SH-A012': 409,
};

/** A refusal of the procedure is about its state: the request was understood. */
export function statusOf(code: ErrorCode): number {
  const status = BY_CODE[code];
  if (status !== undefined) return status;
  if (code.startsWith('SH-C')) return 422;
  return code.startsWith('SH-X') ? 500 : 400;
}
