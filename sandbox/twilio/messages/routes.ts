import type { Context } from 'hono';
import { type Desk, formOf, isRefusal, notFound, refuse } from '../answering.ts';
import type { Sms } from '../model.ts';
import { refusals } from '../refusals.ts';
import { pageJson } from '../resources.ts';
import { messageJson } from './resource.ts';
import { validateMessage } from './validate.ts';

/** Messages: create, fetch, list, empty and delete. */
export function messageRoutes({ routes, world }: Desk): void {
  const list = '/2010-04-01/Accounts/:sid/Messages.json';
  const one = '/2010-04-01/Accounts/:sid/Messages/:file{SM[0-9a-f]+\\.json}';

  /** A message of the account, as long as it is kept. */
  function isOwn(sms: Sms, accountSid: string | undefined): boolean {
    return sms.accountSid === accountSid && sms.product === 'messages' && !sms.isDeleted;
  }

  function namedMessage(c: Context) {
    const sms = world.message(c.req.param('file')?.replace('.json', '') ?? '');
    return sms && isOwn(sms, c.req.param('sid')) ? sms : undefined;
  }

  routes.post(list, async (c) => {
    const draft = validateMessage(world, c.req.param('sid'), await formOf(c));
    return isRefusal(draft) ? refuse(c, draft) : c.json(messageJson(world.accept(draft)), 201);
  });

  routes.get(list, (c) => {
    const { To, From, PageSize, Page, PageToken, ...others } = c.req.query();
    const [other] = Object.keys(others);
    if (other !== undefined) return refuse(c, refusals.notImplemented(`the filter ${other} of messages`));
    const own = world.messages.filter((sms) => isOwn(sms, c.req.param('sid')));
    const found = own.filter((sms) => (!To || sms.to === To) && (!From || sms.from === From));
    return c.json(pageJson('messages', found.reverse().map(messageJson), new URL(c.req.url)));
  });

  routes.get(one, (c) => {
    const sms = namedMessage(c);
    return sms ? c.json(messageJson(sms)) : notFound(c);
  });

  // Empties the text: nothing else of a message can be changed.
  routes.post(one, async (c) => {
    const sms = namedMessage(c);
    if (!sms) return notFound(c);
    const form = await formOf(c);
    if (form.get('Status') === 'canceled' && form.size === 1) return refuse(c, refusals.notCancelable());
    if (form.get('Body') !== '' || form.size !== 1) return refuse(c, refusals.badUpdate());
    if (!sms.isFinal) return refuse(c, refusals.notComplete());
    world.forget(sms.sid, 'body');
    return c.json(messageJson(world.message(sms.sid) ?? sms));
  });

  routes.delete(one, (c) => {
    const sms = namedMessage(c);
    if (!sms) return notFound(c);
    if (!sms.isFinal) return refuse(c, refusals.notComplete());
    world.forget(sms.sid, 'message');
    return c.body(null, 204);
  });
}
