import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Element, escapeXml, parseXml } from '../../src/sinks/s3/xml.ts';

const element: fc.Arbitrary<Element> = fc.letrec<{ element: Element }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      name: fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,10}$/),
      text: fc.string({ unit: 'binary' }),
      children: fc.constant([]),
    }),
    fc.record({
      name: fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,10}$/),
      text: fc.constant(''),
      children: fc.array(tie('element'), { maxLength: 3 }),
    }),
  ),
})).element;

function written({ name, text, children }: Element): string {
  const inner = escapeXml(text) + children.map(written).join('');
  return inner === '' ? `<${name}/>` : `<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${name}>`;
}

describe('the XML of S3', () => {
  it('is read as it was written whatever the texts are', () => {
    fc.assert(
      fc.property(element, (value) => {
        expect(parseXml(`<?xml version="1.0" encoding="UTF-8"?>\n${written(value)}`)).toEqual(value);
      }),
    );
  });

  it('is read or refused, and never raises, when it is any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'<>/&;aA ="!?[]'.split('')) })),
        (text) => {
          const read = parseXml(text);
          expect(read === undefined || typeof read.name === 'string').toBe(true);
        },
      ),
    );
  });

  it.each([
    '',
    'text',
    '<A>',
    '<A></B>',
    '<A/><B/>',
    '</A>',
    '<A></A>text',
    '<!DOCTYPE a [<!ENTITY x "y">]><A>&x;</A>',
    '<A>&x;</A>',
    '<A>&amp</A>',
    '<A>&#xD800;</A>',
    '<A><!-- c --></A>',
    '<A><![CDATA[x]]></A>',
    '<A>'.repeat(20) + '</A>'.repeat(20),
  ])('is refused when it is %s', (text) => {
    expect(parseXml(text)).toBeUndefined();
  });
});
