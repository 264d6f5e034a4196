import process from 'node:process';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { fastClock } from './fast-time.ts';

// The real bot in a process of its own, whose clock goes faster. Told by BULK what else a process has no setting for.
const { from, times } = JSON.parse(process.env.BULK ?? '{}');
const read = parseConfig(process.env);
if (read.is === 'problems') throw new Error(JSON.stringify(read.problems));
const log = pino({ level: 'warn' }, pino.destination(2));
const app = await createApp(read.config, {
  clock: fastClock({ from, times }),
  log,
  secretKey: Buffer.from(process.env.SECRET_KEY ?? '', 'base64'),
});
await app.start();
setInterval(() => process.send?.({ rss: process.memoryUsage.rss() }), 200);
