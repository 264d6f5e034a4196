import { accountOf, type Desk, notFound } from '../answering.ts';
import { isTollFree } from '../country.ts';
import { ownsService } from '../messages/senders.ts';
import { metaPageJson, numberSid } from '../resources.ts';
import { campaignJson, memberJson, serviceJson, tollFreeJson } from './resources.ts';

/** The service of an account that has been given none by name. */
const ONLY_SERVICE = `MG${'0'.repeat(32)}`;

/** What the account's senders are registered for: its Messaging Services with their numbers, campaigns, and toll-free verifications. */
export function registrationRoutes({ routes, world }: Desk): void {
  const isRegistered = () => !world.faults.unregistered;
  const numbers = () => (world.faults.noSender ? [] : [...world.numbers]);
  const page = (key: string, rows: readonly object[], url: string) =>
    metaPageJson(key, rows, new URL(url), 'messaging');

  routes.get('/v1/Services', (c) => {
    const rows = [...(world.services ?? [ONLY_SERVICE])].map((sid) => serviceJson(accountOf(c), sid, isRegistered()));
    return c.json(page('services', rows, c.req.url));
  });

  routes.get('/v1/Services/:sid', (c) => {
    const { sid } = c.req.param();
    return ownsService(world, sid) ? c.json(serviceJson(accountOf(c), sid, isRegistered())) : notFound(c);
  });

  routes.get('/v1/Services/:sid/PhoneNumbers', (c) => {
    const { sid } = c.req.param();
    if (!ownsService(world, sid)) return notFound(c);
    const rows = numbers().map((number) => memberJson(accountOf(c), sid, number, numberSid(number)));
    return c.json(page('phone_numbers', rows, c.req.url));
  });

  routes.get('/v1/Services/:sid/Compliance/Usa2p', (c) => {
    const { sid } = c.req.param();
    if (!ownsService(world, sid)) return notFound(c);
    return c.json(page('compliance', isRegistered() ? [campaignJson(accountOf(c), sid)] : [], c.req.url));
  });

  routes.get('/v1/Tollfree/Verifications', (c) => {
    const asked = c.req.query('TollfreePhoneNumberSid');
    const verified = isRegistered() ? numbers().filter(isTollFree) : [];
    const found = verified.filter((number) => asked === undefined || numberSid(number) === asked);
    const rows = found.map((number) => tollFreeJson(accountOf(c), number, numberSid(number)));
    return c.json(page('verifications', rows, c.req.url));
  });
}
