import { z } from 'zod';

/** A list as answers hold it: what the code keeps read-only stays so. */
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
