/** When operations take place: one surgeon does one after the other. */
import type { Doctor, OperationDone, OperationSlot, Visit } from '../model.ts';
import { hashText } from '../random.ts';

const OPENS = 30_600;
const CLOSES = 68_400;
const PAUSE = 900;

export class Theatre {
  /** Surgeon and day → second from which the surgeon is free. */
  readonly #free = new Map<string, number>();

  /** Keeps the told slots of a visit free of other operations of their surgeons. */
  reserve({ operations }: Visit): void {
    for (const { day, slot } of operations) {
      if (slot === undefined) continue;
      const key = `${slot.doctor.dr_code}${day}`;
      this.#free.set(key, Math.max(slot.end + PAUSE, this.#free.get(key) ?? 0));
    }
  }

  /** The slot of an operation: the visit's doctor if there is time left on the day, else a colleague of the department. */
  slotFor(visit: Visit, done: OperationDone): OperationSlot {
    if (done.slot !== undefined) return done.slot;
    const { institution, doctor } = visit;
    const length = 2400 + (hashText(`${visit.mdtrt_id}${done.code}`) % 6600);
    const earliest = done.day === visit.begin ? Math.max(OPENS, visit.begin_second + 3600) : OPENS;
    const colleagues = institution.doctors.filter((other) => other.dept === doctor.dept && other !== doctor);
    for (const surgeon of [doctor, ...colleagues]) {
      const slot = this.#book(surgeon, done.day, earliest, length, CLOSES);
      if (slot !== undefined) return slot;
    }
    return this.#book(doctor, done.day, earliest, length, 86_399) ?? { doctor, begin: 79_200, end: 79_200 + length };
  }

  #book(doctor: Doctor, day: number, earliest: number, length: number, closes: number): OperationSlot | undefined {
    const key = `${doctor.dr_code}${day}`;
    const begin = Math.max(earliest, this.#free.get(key) ?? 0);
    const end = begin + length;
    if (end > closes) return undefined;
    this.#free.set(key, end + PAUSE);
    return { doctor, begin, end };
  }
}
