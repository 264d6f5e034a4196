import { type Desk, refuse } from '../answering.ts';
import { pageUnavailable } from '../faults.ts';
import { refusals } from '../refusals.ts';
import { lineOf, numberJson } from './lines.ts';

const LINE = 'line_type_intelligence';

/** Lookup v2 as far as the type of a line. */
export function lookupRoutes({ routes, world }: Desk): void {
  routes.get('/v2/PhoneNumbers/:number', (c) => {
    if (world.faults.lookupDown) return pageUnavailable(c);
    const { Fields, ...others } = c.req.query();
    const [other] = [...Object.keys(others), ...(Fields?.split(',') ?? []).filter((field) => field !== LINE)];
    if (other !== undefined) return refuse(c, refusals.notImplemented(`${other} of a look-up`));
    const number = c.req.param('number');
    if (Fields === undefined) return c.json(numberJson(number, null));
    world.lookups.push(number);
    return c.json(numberJson(number, lineOf(world, number)));
  });
}
