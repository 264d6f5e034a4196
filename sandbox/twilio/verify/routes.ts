import type { Context } from 'hono';
import { accountOf, type Desk, formOf, isRefusal, notFound, refuse } from '../answering.ts';
import { pageUnavailable } from '../faults.ts';
import type { TwilioWorld } from '../model.ts';
import { refusals } from '../refusals.ts';
import { metaPageJson } from '../resources.ts';
import type { Attempt } from './model.ts';
import { verifyRefusals } from './refusals.ts';
import { attemptJson, checkJson, isConverted, serviceJson, verificationJson } from './resources.ts';
import { asMade } from './services.ts';
import { validateSend, validateService } from './validate.ts';

const MOST_CHECKS = 5;

/** Verify v2 as far as one-time codes need it: services, verifications and their checks, and attempts. */
export function verifyRoutes({ routes, world }: Desk): void {
  for (const path of ['/v2/Services', '/v2/Services/*', '/v2/Attempts', '/v2/Attempts/*'])
    routes.use(path, (c, next) => (world.faults.verifyDown ? Promise.resolve(pageUnavailable(c)) : next()));
  serviceRoutes({ routes, world });
  verificationRoutes({ routes, world });
  attemptRoutes({ routes, world });
}

type Part = Pick<Desk, 'routes' | 'world'>;

const namedService = (c: Context, { verify }: TwilioWorld) => verify.service(c.req.param('sid') ?? '');

function serviceRoutes({ routes, world }: Part): void {
  const { verify } = world;

  routes.post('/v2/Services', async (c) => {
    const settings = validateService(await formOf(c));
    if (isRefusal(settings)) return refuse(c, settings);
    const service = verify.addService({ ...asMade, ...settings, accountSid: accountOf(c) });
    return c.json(serviceJson(service), 201);
  });

  routes.get('/v2/Services', (c) => {
    const rows = verify.services().toReversed().map(serviceJson);
    return c.json(metaPageJson('services', rows, new URL(c.req.url), 'verify'));
  });

  routes.get('/v2/Services/:sid', (c) => {
    const service = namedService(c, world);
    return service ? c.json(serviceJson(service)) : notFound(c);
  });

  routes.post('/v2/Services/:sid', async (c) => {
    const service = namedService(c, world);
    if (!service) return notFound(c);
    const settings = validateService(await formOf(c), service);
    if (isRefusal(settings)) return refuse(c, settings);
    verify.updateService(service.sid, settings);
    return c.json(serviceJson(verify.service(service.sid) ?? service));
  });

  routes.delete('/v2/Services/:sid', (c) => {
    const service = namedService(c, world);
    if (!service) return notFound(c);
    verify.removeService(service.sid);
    return c.body(null, 204);
  });
}

function verificationRoutes({ routes, world }: Part): void {
  const { verify } = world;
  const one = '/v2/Services/:sid/Verifications/:verification';

  /** The one named in the path; once its life has ended Twilio knows it no more. */
  function pendingOf(c: Context) {
    const found = verify.verification(c.req.param('verification') ?? '');
    return found?.serviceSid === namedService(c, world)?.sid && found?.status === 'pending' ? found : undefined;
  }

  routes.post('/v2/Services/:sid/Verifications', async (c) => {
    const service = namedService(c, world);
    if (!service) return notFound(c);
    const draft = validateSend(world, service, await formOf(c));
    return isRefusal(draft) ? refuse(c, draft) : c.json(verificationJson(world, verify.send(draft)), 201);
  });

  routes.get(one, (c) => {
    const found = pendingOf(c);
    return found ? c.json(verificationJson(world, found)) : notFound(c);
  });

  routes.post(one, async (c) => {
    const found = pendingOf(c);
    if (!found) return notFound(c);
    const status = (await formOf(c)).get('Status') ?? '';
    if (status !== 'approved' && status !== 'canceled') return refuse(c, verifyRefusals.parameter('Status', status));
    verify.end(found.sid, status);
    return c.json(verificationJson(world, verify.verification(found.sid) ?? found));
  });

  routes.post('/v2/Services/:sid/VerificationCheck', async (c) => {
    const form = await formOf(c);
    const service = namedService(c, world);
    const bySid = verify.verification(form.get('VerificationSid') ?? '');
    const found = bySid ?? (service && verify.pending(service.sid, form.get('To') ?? ''));
    if (found?.checks === MOST_CHECKS && found.status === 'max_attempts_reached')
      return refuse(c, verifyRefusals.tooManyChecks());
    if (!service || found?.serviceSid !== service.sid || found.status !== 'pending') return notFound(c);
    verify.check(found.sid, form.get('Code') ?? '');
    return c.json(checkJson(verify.verification(found.sid) ?? found));
  });
}

function attemptRoutes({ routes, world }: Part): void {
  const filters: Readonly<Record<string, (attempt: Attempt, value: string) => boolean>> = {
    VerificationSid: (attempt, value) => attempt.verificationSid === value,
    VerifyServiceSid: (attempt, value) => attempt.serviceSid === value,
    'ChannelData.To': (attempt, value) => attempt.to === value,
    Channel: (attempt, value) => attempt.channel === value,
    Status: (attempt, value) => isConverted(world, attempt) === (value === 'converted'),
  };

  routes.get('/v2/Attempts', (c) => {
    const { PageSize, Page, PageToken, ...asked } = c.req.query();
    let found = world.verify.attempts();
    for (const [name, value] of Object.entries(asked)) {
      const filter = filters[name];
      if (!filter) return refuse(c, refusals.notImplemented(`the filter ${name} of attempts`));
      found = found.filter((attempt) => filter(attempt, value));
    }
    const rows = found.toReversed().map((attempt) => attemptJson(world, attempt));
    return c.json(metaPageJson('attempts', rows, new URL(c.req.url), 'verify'));
  });

  routes.get('/v2/Attempts/:sid', (c) => {
    const attempt = world.verify.attempt(c.req.param('sid'));
    return attempt ? c.json(attemptJson(world, attempt)) : notFound(c);
  });
}
