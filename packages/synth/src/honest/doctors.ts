/** Which doctor of an institution sees a patient. */
import { departments } from '../catalogue/departments.ts';
import type { DepartmentName } from '../catalogue/departments.ts';
import type { Doctor, Institution } from '../model.ts';

/** A doctor of the department, else of internal medicine, else any of the institution. */
export function doctorOf(institution: Institution, dept: DepartmentName, draw: number): Doctor {
  const from = doctorsFor(institution, dept);
  const doctor = from[draw % from.length];
  if (doctor === undefined) throw new RangeError(`no doctor at ${institution.fixmedins_code}`);
  return doctor;
}

/** Those who see the patients of a department. */
export function doctorsFor(institution: Institution, dept: DepartmentName): readonly Doctor[] {
  return institution.doctorsFor.get(departments[dept]) ?? institution.doctors;
}
