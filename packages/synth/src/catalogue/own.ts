/**
 * The county's own catalogue: invented items with codes of national shape that no published point names. They carry
 * the bulk of the honest lines, as most lines of a real county touch no knowledge.
 */
import type { Item } from '../model.ts';
import { Random, fork } from '../random.ts';
import { makeItem } from './item.ts';
import { makeSpecials, ownService } from './special.ts';
import type { Specials } from './special.ts';

export interface OwnCatalogue {
  readonly western: readonly Item[];
  readonly patent: readonly Item[];
  readonly herbs: readonly Item[];
  readonly tests: readonly Item[];
  readonly treatments: readonly Item[];
  readonly consumables: readonly Item[];
  readonly operations: readonly Item[];
  /** 一般诊疗费 of an outpatient visit. */
  readonly consultation: Item;
  readonly bed: Item;
  readonly nursing: Item;
  readonly rounds: Item;
  readonly delivery: Item;
  readonly special: Specials;
}

const CLASSES = ['A02', 'A10', 'B01', 'C07', 'C08', 'C09', 'J01', 'M01', 'N02', 'R05', 'R06', 'D07'] as const;
const digits = (value: number, width: number): string => `${value}`.padStart(width, '0');

/** Share a person pays first: most items nothing, some a tenth or a fifth, few all of it. */
function selfpay(random: Random): number {
  const draw = random.int(100);
  return draw < 55 ? 0 : draw < 82 ? 1000 : draw < 95 ? 2000 : 10_000;
}

/** Builds the catalogue of a seed; sizes are fixed, so that every county of a seed bills the same items. */
export function makeOwnCatalogue(seed: number): OwnCatalogue {
  const random = new Random(fork(seed, 11));
  const price = (least: number, most: number): number => random.between(least, most) * 100;
  const many = (count: number, make: (at: number) => Item): Item[] =>
    Array.from({ length: count }, (_, at) => make(at));
  const service = (at: number, name: string, med_chrgitm_type: string, pric: number): Item =>
    makeItem({
      code: ownService(at),
      name,
      kind: 'service',
      pric,
      selfpay_prop: 0,
      med_chrgitm_type,
    });
  return {
    western: many(2400, (at) =>
      makeItem({
        code: `X${CLASSES[at % CLASSES.length]}ZZY${digits(at % 1000, 3)}A00${1 + (at % 9)}${digits(1 + (at % 3), 4)}${digits(90_000 + at, 5)}`,
        name: `示例西药${digits(at, 4)}片`,
        kind: 'western',
        pric: price(80, 6000),
        selfpay_prop: selfpay(random),
      }),
    ),
    patent: many(900, (at) =>
      makeItem({
        code: `Z${CLASSES[at % CLASSES.length]}ZZ9${digits(at, 4)}010${1 + (at % 9)}0${digits(90_000 + at, 5)}`.slice(
          0,
          20,
        ),
        name: `示例中成药${digits(at, 4)}丸`,
        kind: 'patent',
        pric: price(300, 5000),
        selfpay_prop: selfpay(random),
      }),
    ),
    herbs: many(240, (at) =>
      makeItem({
        code: `T99${digits(at, 7)}`,
        name: `示例饮片${digits(at, 3)}`,
        kind: 'herb',
        pric: price(2, 120),
        selfpay_prop: 0,
      }),
    ),
    tests: many(260, (at) =>
      service(1000 + at, `示例检验检查${digits(at, 3)}`, at % 3 === 0 ? '03' : '04', price(300, 18_000)),
    ),
    treatments: many(160, (at) => service(2000 + at, `示例治疗${digits(at, 3)}`, '05', price(200, 9000))),
    consumables: many(320, (at) =>
      makeItem({
        code: `C99${digits(at, 17)}`,
        name: `示例耗材${digits(at, 3)}`,
        kind: 'consumable',
        pric: price(50, 40_000),
        selfpay_prop: at % 4 === 0 ? 2000 : 0,
      }),
    ),
    operations: many(60, (at) => service(3000 + at, `示例手术${digits(at, 2)}`, '06', price(20_000, 300_000))),
    consultation: service(1, '示例一般诊疗费', '12', 100_000),
    bed: service(2, '示例床位费', '01', 300_000),
    nursing: service(3, '示例护理费', '07', 150_000),
    rounds: service(4, '示例查房诊察费', '02', 100_000),
    delivery: service(5, '示例接生费', '06', 8_000_000),
    special: makeSpecials(new Random(fork(seed, 12))),
  };
}
