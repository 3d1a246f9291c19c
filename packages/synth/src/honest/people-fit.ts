/** Which diseases a person can honestly be treated for. */
import { diseases } from '../catalogue/diagnoses.ts';
import type { Disease } from '../catalogue/diagnoses.ts';
import type { Person } from '../model.ts';
import type { Random } from '../random.ts';

type Place = Disease['at'][number];

const byPlace = new Map<Place, readonly Disease[]>(
  (['clinic', 'ward', 'emergency', 'chronic', 'chinese'] as const).map((place) => [
    place,
    diseases.filter((disease) => disease.at.includes(place)),
  ]),
);

/** A disease of the place that fits sex and age; a few tries, then the first that fits everybody. */
export function diseaseFor(random: Random, place: Place, person: Person, day: number): Disease {
  const age = Math.floor((day - person.brdy) / 366);
  const all = byPlace.get(place) ?? diseases;
  for (let tries = 0; tries < 12; tries += 1) {
    const disease = random.pick(all);
    const sexFits = disease.gend === null || disease.gend === person.gend;
    if (sexFits && age >= disease.from && age < disease.to) return disease;
  }
  return all.find((disease) => disease.gend === null && disease.from <= age) ?? random.pick(diseases.slice(0, 1));
}
