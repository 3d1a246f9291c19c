/** What the console reads is what the server answers: this file compiles only while it is. */
import type * as server from '@shouhu/server';
import type * as console from '../src/api/answers.ts';

/** A function that takes the one and gives the other: the answer may have more, never less or other. */
type Gives<Answer, Read> = [Answer] extends [Read] ? true : { readonly differs: [Answer, Read] };

/** As the console reads them. */
export const answers: {
  readonly me: Gives<server.Me, console.Me>;
  readonly colleague: Gives<server.Colleague, console.Colleague>;
  readonly right: Gives<console.RightName, server.RightName>;
  readonly lead: Gives<server.LeadRow, console.LeadRow>;
  readonly leadPage: Gives<server.LeadView, console.LeadView>;
  readonly matter: Gives<server.MatterRow, console.MatterRow>;
  readonly matterPage: Gives<server.MatterView, console.MatterView>;
} = { me: true, colleague: true, right: true, lead: true, leadPage: true, matter: true, matterPage: true };
