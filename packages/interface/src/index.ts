export { DONE, codeOf, errorMessage } from './answer.ts';
export type { Answer } from './answer.ts';
export { buildMessage, received, send } from './client.ts';
export type { Message, Received, Sender, Sending } from './client.ts';
export { isMsgid, readEnvelope } from './envelope.ts';
export type { Envelope } from './envelope.ts';
export {
  amount,
  coded,
  day,
  dayOfInstant,
  faultOf,
  formed,
  instant,
  node,
  oneOf,
  optional,
  text,
  unitPrice,
  yuan,
} from './fields.ts';
export { LIMITS, LONG_TRANSACTIONS, mostBytes, mostCharacters } from './limits.ts';
export type { Limits } from './limits.ts';
export { signMessage, signedText } from './signature.ts';
export { compactTime, instantText, parseInstant } from './time.ts';
export { KIT_REGISTRY, readKit } from './kit/cases.ts';
export type { KitCase, KitFile } from './kit/cases.ts';
export { LONGEST_RUN, runKit } from './kit/run-kit.ts';
export type { KitRun, Verdict } from './kit/run-kit.ts';
export { newSender, readSender } from './sender.ts';
