/** How OpenSSL and Node name a certificate that was signed by nobody this machine trusts. */
const untrusted =
  /^(?:(?:DEPTH_ZERO_)?SELF_SIGNED_CERT(?:_IN_CHAIN)?|UNABLE_TO_(?:GET_ISSUER_CERT(?:_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|CERT_UNTRUSTED|INVALID_CA)$/;
const otherName = /^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/;
const outOfTime = /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/;
const anyOther = /^(?:CERT_|ERR_SSL_|ERR_TLS_|EPROTO$)/;

/** What to do where TLS or a proxy failed by such a name; undefined for everything else. */
export function networkAdvice(cause: string): string | undefined {
  if (untrusted.test(cause)) {
    return 'This machine does not know the authority that signed the certificate. Start the bot with NODE_EXTRA_CA_CERTS=/path/to/authority.pem in its environment (not in .env: Node reads it before that).';
  }
  if (otherName.test(cause)) return 'The certificate is for another host name: use the name that it was issued for.';
  if (outOfTime.test(cause)) return 'The certificate is not valid today: replace it, or set the clock of this machine.';
  if (anyOther.test(cause))
    return 'The TLS handshake failed: check the port, and anything in between, such as a proxy.';
  if (cause === 'EPROXY') {
    return 'The proxy does not let the bot through: check the address, the name and the password in HTTPS_PROXY or HTTP_PROXY.';
  }
  return undefined;
}
