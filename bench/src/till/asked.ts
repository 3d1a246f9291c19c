/** What tills ask: the inputs of messages, of persons of the filled county. */
import { addDays, civilDay } from '@shouhu/codes';
import { INSURED_IN, personAt } from './county.ts';
import type { PersonGroup } from './county.ts';
import { encounterOf, inputOf, itemsOf } from './messages.ts';

/** The content of a message, before it is put into an envelope and signed. */
export interface Made {
  readonly infno: string;
  readonly input: object;
  readonly insuplc_admdvs?: string;
}

export function signIn(): Made {
  return { infno: '9001', input: { signIn: { opter_no: '001', mac: '00-00', ip: '127.0.0.1' } } };
}

interface Checks {
  readonly persons: PersonGroup;
  readonly lines: number;
  readonly codes: readonly string[];
  readonly seed: number;
}

/** Checks of one person after another, of a visit that is new each time. */
export function checksOf({ persons, lines, codes, seed }: Checks): (fixmedins_code: string) => Made {
  const item = itemsOf(codes, seed);
  const today = addDays(civilDay(0), Math.floor(Date.now() / 86_400_000));
  let at = 0;
  return (medins_id) => {
    at += 1;
    const patn_id = personAt(persons.prefix, 1 + (at % persons.count));
    const mdtrt_id = `N${lines}-${at}`;
    const encounter = encounterOf({ mdtrt_id, medins_id, day: today, lines }, item);
    const patient = { patn_id, patn_name: '测试人', gend: '1', brdy: '1960-05-01', curr_mdtrt_id: mdtrt_id };
    return {
      infno: '3101',
      input: inputOf({ ...patient, fsi_encounter_dtos: [encounter] }),
      insuplc_admdvs: INSURED_IN,
    };
  };
}
