/** What leads are called: by the scheme or indicator that leads them, which have English names, or by a rule of the nation, which has none. */
import { allSchemes } from '@shouhu/audit';

const english: ReadonlyMap<string, string> = new Map(allSchemes.map(({ name, en }) => [name, en]));

/** A name in English, where there is one. */
export function inEnglish(name: string): string {
  return english.get(name) ?? name;
}

/** A lead with its title in English beside the Chinese one. */
export function inBoth<Lead extends { readonly title: string }>(lead: Lead): Lead & { readonly title_en: string } {
  return { ...lead, title_en: inEnglish(lead.title) };
}
