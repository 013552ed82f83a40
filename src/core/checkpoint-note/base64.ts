/** The bytes of standard Base64 with its padding (RFC 4648, section 4); undefined for any other text, however close. */
export function bytesOfBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
