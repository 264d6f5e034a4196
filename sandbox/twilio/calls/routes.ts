import type { Context } from 'hono';
import { type Desk, formOf, isRefusal, notFound, refuse } from '../answering.ts';
import { refusals } from '../refusals.ts';
import { pageJson } from '../resources.ts';
import { type Call, ended } from './model.ts';
import { callRefusals } from './refusals.ts';
import { callJson } from './resource.ts';
import { validateCall } from './validate.ts';

/** A call of the account, as long as it is kept. */
function isOwn({ accountSid, product, isDeleted }: Call, account: string | undefined): boolean {
  return accountSid === account && product === 'calls' && !isDeleted;
}

/** Calls with inline TwiML: place, fetch, list, end and delete. */
export function callRoutes({ routes, world }: Desk): void {
  const { calls } = world;
  const list = '/2010-04-01/Accounts/:sid/Calls.json';
  const one = '/2010-04-01/Accounts/:sid/Calls/:file{CA[0-9a-f]+\\.json}';

  function ownCall(c: Context) {
    const call = calls.get(c.req.param('file')?.replace('.json', '') ?? '');
    return call && isOwn(call, c.req.param('sid')) ? call : undefined;
  }

  routes.post(list, async (c) => {
    const draft = validateCall(world, c.req.param('sid'), await formOf(c));
    return isRefusal(draft) ? refuse(c, draft) : c.json(callJson(calls.place(draft)), 201);
  });

  routes.get(list, (c) => {
    const { To, From, Status, PageSize, Page, PageToken, ...others } = c.req.query();
    const [other] = Object.keys(others);
    if (other !== undefined) return refuse(c, refusals.notImplemented(`the filter ${other} of calls`));
    const own = calls.all().filter((call) => isOwn(call, c.req.param('sid')));
    const found = own.filter(
      (call) => (!To || call.to === To) && (!From || call.from === From) && (!Status || call.status === Status),
    );
    return c.json(pageJson('calls', found.reverse().map(callJson), new URL(c.req.url)));
  });

  routes.get(one, (c) => {
    const call = ownCall(c);
    return call ? c.json(callJson(call)) : notFound(c);
  });

  routes.post(one, async (c) => {
    const call = ownCall(c);
    if (!call) return notFound(c);
    const form = await formOf(c);
    const status = form.get('Status') ?? '';
    if (form.size !== 1 || !['canceled', 'completed'].includes(status))
      return refuse(c, callRefusals.parameter('Status'));
    // `canceled` ends only what has not been answered.
    const isUnderWay = status === 'completed' ? !ended.has(call.status) : /queued|ringing/.test(call.status);
    if (!isUnderWay) return refuse(c, callRefusals.notUnderWay());
    calls.end(call.sid);
    return c.json(callJson(calls.get(call.sid) ?? call));
  });

  routes.delete(one, (c) => {
    const call = ownCall(c);
    if (!call) return notFound(c);
    if (!ended.has(call.status)) return refuse(c, refusals.notComplete());
    calls.forget(call.sid);
    return c.body(null, 204);
  });
}
