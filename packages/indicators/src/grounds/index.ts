import { beds } from './beds.ts';
import { boxes } from './boxes.ts';
import { doctors } from './doctors.ts';
import type { Ground } from './ground.ts';
import { items } from './items.ts';
import { people } from './people.ts';
import { regions } from './regions.ts';
import { stays } from './stays.ts';
import { stocks } from './stocks.ts';
import { tills } from './tills.ts';
import { visits } from './visits.ts';

/** Every ground; later ones may look at earlier ones. */
export const grounds: readonly Ground[] = [visits, regions, stays, tills, people, beds, doctors, items, boxes, stocks];
