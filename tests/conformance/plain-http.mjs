// For libraries that can only speak TLS, on Discord's own port: what they ask of `sandbox.invalid` goes to the sandbox.
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const { port } = new URL(JSON.parse(process.env.CONFORMANCE).url);

https.request = (options, ...rest) =>
  http.request({ ...options, agent: undefined, host: '127.0.0.1', hostname: '127.0.0.1', port }, ...rest);
syncBuiltinESMExports();
