/** Which doctor of an institution sees a patient. */
import { departments } from '../catalogue/departments.ts';
import type { DepartmentName } from '../catalogue/departments.ts';
import type { Doctor, Institution } from '../model.ts';

/** Doctors by department, made once for each institution. */
const known = new WeakMap<Institution, Map<DepartmentName, readonly Doctor[]>>();

/** A doctor of the department, else of internal medicine, else any of the institution. */
export function doctorOf(institution: Institution, dept: DepartmentName, draw: number): Doctor {
  const from = doctorsFor(institution, dept);
  const doctor = from[draw % from.length];
  if (doctor === undefined) throw new RangeError(`no doctor at ${institution.fixmedins_code}`);
  return doctor;
}

/** Those who see the patients of a department. */
export function doctorsFor(institution: Institution, dept: DepartmentName): readonly Doctor[] {
  let byDept = known.get(institution);
  if (byDept === undefined) {
    byDept = new Map();
    known.set(institution, byDept);
  }
  let doctors = byDept.get(dept);
  if (doctors === undefined) {
    const of = (name: DepartmentName): Doctor[] =>
      institution.doctors.filter((doctor) => doctor.dept === departments[name]);
    doctors = [of(dept), of('internal'), institution.doctors].find((found) => found.length > 0) ?? [];
    byDept.set(dept, doctors);
  }
  return doctors;
}
