import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A private key and its certificate, both PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY = 86_400_000;

/** ASN.1 tags (X.690), those of a certificate. */
const Tag = {
  Boolean: 0x01,
  Integer: 0x02,
  BitString: 0x03,
  OctetString: 0x04,
  ObjectId: 0x06,
  Utf8String: 0x0c,
  UtcTime: 0x17,
  Sequence: 0x30,
  Set: 0x31,
} as const;

/** Object identifiers, encoded. */
const ECDSA_WITH_SHA256 = Buffer.from('2a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('550403', 'hex');
const SUBJECT_ALT_NAME = Buffer.from('551d11', 'hex');
const BASIC_CONSTRAINTS = Buffer.from('551d13', 'hex');

/**
 * A certificate for 127.0.0.1 and localhost that nobody vouches for, made now and good for a day: a client refuses it, unless
 * it is told to trust it as an authority. RFC 5280, on the curve P-256.
 */
export function selfSigned(commonName: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(Tag.Sequence, der(Tag.ObjectId, ECDSA_WITH_SHA256));
  const attribute = der(Tag.Sequence, der(Tag.ObjectId, COMMON_NAME), der(Tag.Utf8String, Buffer.from(commonName)));
  const name = der(Tag.Sequence, der(Tag.Set, attribute));
  const validity = der(Tag.Sequence, utcTime(Date.now() - DAY), utcTime(Date.now() + DAY));
  const body = der(
    Tag.Sequence,
    explicit(0, der(Tag.Integer, Buffer.from([2]))),
    // A positive number: its first bit is not set.
    der(Tag.Integer, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, der(Tag.Sequence, isAuthority(), namesItself())),
  );
  const signature = der(Tag.BitString, Buffer.from([0]), sign('sha256', body, privateKey));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(der(Tag.Sequence, body, algorithm, signature)),
  };
}

function isAuthority(): Buffer {
  const yes = der(Tag.Boolean, Buffer.from([0xff]));
  const value = der(Tag.OctetString, der(Tag.Sequence, yes));
  return der(Tag.Sequence, der(Tag.ObjectId, BASIC_CONSTRAINTS), yes, value);
}

function namesItself(): Buffer {
  const dns = der(0x82, Buffer.from('localhost'));
  const address = der(0x87, Buffer.from([127, 0, 0, 1]));
  const value = der(Tag.OctetString, der(Tag.Sequence, dns, address));
  return der(Tag.Sequence, der(Tag.ObjectId, SUBJECT_ALT_NAME), value);
}

/** A tag, the length and what it holds. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  return bytes < 0x100 ? Buffer.from([0x81, bytes]) : Buffer.from([0x82, bytes >> 8, bytes & 0xff]);
}

const explicit = (number: number, content: Buffer): Buffer => der(0xa0 + number, content);

/** `YYMMDDhhmmssZ`. */
function utcTime(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/\D/g, '').slice(2, 14);
  return der(Tag.UtcTime, Buffer.from(`${digits}Z`));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
