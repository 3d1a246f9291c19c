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
  'SH-H009': 409,
  'SH-H035': 409,
  'SH-E001': 413,
  'SH-E002': 415,
  'SH-E003': 415,
  'SH-E004': 415,
  'SH-E005': 500,
  'SH-B012': 503,
  'SH-B013': 503,
  'SH-B014': 503,
  'SH-B015': 507,
  'SH-H030': 409,
  'SH-H031': 409,
  'SH-H032': 409,
  'SH-E007': 422,
  'SH-E008': 422,
  'SH-E009': 422,
  'SH-E010': 403,
  'SH-E011': 422,
  'SH-E012': 422,
  'SH-E013': 409,
  'SH-A001': 401,
  'SH-A002': 429,
  'SH-A003': 401,
  'SH-A006': 401,
  'SH-A007': 401,
  'SH-A010': 403,
  'SH-A011': 429,
  'SH-A012': 409,
  'SH-A013': 403,
  'SH-A014': 403,
  'SH-A016': 409,
  'SH-A017': 403,
  'SH-A018': 401,
  'SH-A019': 401,
  'SH-A020': 401,
  'SH-A021': 401,
  'SH-A022': 401,
  'SH-A023': 401,
  'SH-A024': 409,
  // No 5xx: it is not this server that failed.
  'SH-A025': 424,
};

/** A refusal of the procedure is about its state: the request was understood. */
export function statusOf(code: ErrorCode): number {
  const status = BY_CODE[code];
  if (status !== undefined) return status;
  if (code.startsWith('SH-C')) return 422;
  return code.startsWith('SH-X') ? 500 : 400;
}
