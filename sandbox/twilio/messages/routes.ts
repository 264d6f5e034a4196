import { type Desk, formOf, isRefusal, notFound, refuse } from '../answering.ts';
import { refusals } from '../refusals.ts';
import { pageJson } from '../resources.ts';
import { messageJson } from './resource.ts';
import { ownsService, validateMessage } from './validate.ts';

/** Messages: create, fetch and list; and the Messaging Services that they are sent by. */
export function messageRoutes({ routes, world }: Desk): void {
  const list = '/2010-04-01/Accounts/:sid/Messages.json';

  routes.post(list, async (c) => {
    const draft = validateMessage(world, c.req.param('sid'), await formOf(c));
    return isRefusal(draft) ? refuse(c, draft) : c.json(messageJson(world.accept(draft)), 201);
  });

  routes.get(list, (c) => {
    const { To, From, PageSize, Page, PageToken, ...others } = c.req.query();
    const [other] = Object.keys(others);
    if (other !== undefined) return refuse(c, refusals.notImplemented(`the filter ${other} of messages`));
    const own = world.messages.filter((sms) => sms.accountSid === c.req.param('sid') && sms.product === 'messages');
    const found = own.filter((sms) => (!To || sms.to === To) && (!From || sms.from === From));
    return c.json(pageJson('messages', found.reverse().map(messageJson), new URL(c.req.url)));
  });

  routes.get('/2010-04-01/Accounts/:sid/Messages/:file{SM[0-9a-f]+\\.json}', (c) => {
    const sms = world.message(c.req.param('file').replace('.json', ''));
    const isOwn = sms?.accountSid === c.req.param('sid') && sms.product === 'messages';
    return isOwn ? c.json(messageJson(sms)) : notFound(c);
  });

  routes.get('/v1/Services/:sid', (c) => {
    const sid = c.req.param('sid');
    return ownsService(world, sid) ? c.json({ sid }) : notFound(c);
  });
}
