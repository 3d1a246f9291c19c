/** The system of one institution: its patients, its windows, and the lives of the program that serves them. */
import type { Message, Received, Sender } from '@shouhu/interface';
import { Random, fork } from '@shouhu/synth';
import type { Place } from './county.ts';
import { courseOf } from './visits.ts';
import type { Course, CourseKind, Person } from './course.ts';
import { Crash, Desk } from './desk.ts';
import { Journal } from './journal.ts';
import { NO_FAULTS, Network } from './network.ts';
import type { Playing } from './playing.ts';

interface Planned {
  readonly id: string;
  readonly kind: CourseKind;
  readonly day: number;
  readonly person: Person;
  readonly seed: number;
  ended: boolean;
}

export interface Client {
  readonly place: Place;
  readonly sender: Sender;
  readonly insuplc_admdvs: string;
  readonly journal: Journal;
  /** A network without faults. */
  readonly post: (message: Message) => Promise<Received>;
  readonly network: Network;
  readonly random: Random;
  readonly planned: readonly Planned[];
}

/** What all clients share. */
export interface Together {
  readonly pace: () => Promise<void>;
  readonly onAnswer: (infno: string, code: string | null, ms: number) => void;
  readonly onFault: (what: string) => void;
}

/** Windows of an institution at which patients are served at once. */
const WINDOWS = 2;
/** A client that ended so often does not come to an end of its work. */
const MOST_LIVES = 1_000;
/** Of ten thousand patients of a hospital, how many stay. */
const STAYS = 2_000;
/** Of ten thousand courses, how many are of goods; of those of a hospital, how many send a person elsewhere. */
const [STOCKS, FILINGS] = [800, 600];
/** So many persons are ill for long: of ten thousand patients, how many are among them, wherever they go. */
const [REGULARS, REGULAR] = [150, 3_000];

/** @param stayed persons who lie in a hospital, or are sent to another, while days are played */
export function clientOf(playing: Playing, place: Place, seed: number, stayed: Set<string>): Client {
  const sender = playing.senderOf(place);
  const post = playing.postOf(sender);
  return {
    place,
    sender,
    insuplc_admdvs: place.admdvs,
    journal: playing.journalOf?.(place) ?? new Journal(),
    post,
    network: new Network(post, new Random(fork(seed, 2)), playing.faults),
    random: new Random(fork(seed, 1)),
    planned: planOf(playing, place, new Random(fork(seed, 3)), stayed),
  };
}

/** Nobody is admitted or sent elsewhere twice while days are played, as a person lies in one bed and has one filing for a place. */
function planOf({ county, days, patients }: Playing, place: Place, random: Random, stayed: Set<string>): Planned[] {
  return [...days.keys()].flatMap((day) =>
    Array.from({ length: patients }, (_, nth): Planned => {
      const person = random.pick(random.chance(REGULAR) ? county.persons.slice(0, REGULARS) : county.persons);
      const isFree = !place.isPharmacy && !stayed.has(person.psn_no);
      const kind = kindOf(random, place, isFree);
      if (kind === 'stay' || kind === 'filing') stayed.add(person.psn_no);
      return { id: `${day}-${nth}`, kind, day, person, seed: random.next(), ended: false };
    }),
  );
}

function kindOf(random: Random, { isPharmacy }: Place, isFree: boolean): CourseKind {
  if (random.chance(STOCKS)) return 'stock';
  if (isPharmacy) return 'sale';
  if (isFree && random.chance(FILINGS)) return 'filing';
  return isFree && random.chance(STAYS) ? 'stay' : 'outpatient';
}

/** Serves who is there on a day. @returns how often the client ended on the way */
export async function serveDay(playing: Playing, client: Client, together: Together, day: number): Promise<number> {
  const waiting = client.planned.filter((one) => one.day <= day && !one.ended);
  let crashes = 0;
  const serve = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const planned = one;
      const lives = await live(playing, client, together, { id: planned.id, day }, () =>
        sceneOf(playing, client, planned),
      );
      planned.ended = lives.ended;
      crashes += lives.crashes;
    }
  };
  await Promise.all(Array.from({ length: WINDOWS }, serve));
  return crashes;
}

function sceneOf(playing: Playing, { place }: Client, { kind, person, seed, day }: Planned): Course {
  const { county, days, faults, isShown, faces = false } = playing;
  return courseOf(kind, {
    random: new Random(seed),
    person,
    items: county.items,
    days,
    day,
    faults: faults !== NO_FAULTS,
    checks: place,
    voucher: isShown?.(person.psn_no) ?? false,
    faces,
    uploads: true,
  });
}

/** Takes a course on through as many lives of the client as it needs. @param make makes it anew for each */
export async function live(
  { faults, now, show }: Playing,
  { sender, insuplc_admdvs, journal, network, random }: Client,
  { pace, onAnswer, onFault }: Together,
  { id, day }: { readonly id: string; readonly day: number },
  make: () => Course,
): Promise<{ readonly ended: boolean; readonly crashes: number }> {
  const parts = { sender, insuplc_admdvs, journal, network, random, crashes: faults.crashes, pace, now, onAnswer };
  for (let crashes = 0; crashes < MOST_LIVES; crashes += 1) {
    const desk = new Desk({
      ...parts,
      ...(show === undefined
        ? {}
        : { show: async (showing) => show({ ...showing, fixmedins_code: sender.fixmedins_code }) }),
      onFault: (what) => onFault(`${sender.fixmedins_code} ${what}`),
    });
    try {
      return { ended: await desk.run(id, make(), day), crashes };
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
  throw new Error(`${id} does not come to an end`);
}
