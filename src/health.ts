import process from 'node:process';

// The health check of a container: 0 when the bot answers and is connected to Discord, or was a moment ago; else 1 and why.
const port = process.env.METRICS_PORT;
const host = process.env.METRICS_HOST || '127.0.0.1';
if (!port) fail('METRICS_PORT is not set: there is nobody to ask.');
try {
  const { status } = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${port}/healthz`, {
    signal: AbortSignal.timeout(4000),
  });
  if (status !== 200) fail(`/healthz answers with ${status}: the bot has not been connected to Discord for minutes.`);
} catch {
  fail(`Nobody answers on ${host}:${port}.`);
}

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
