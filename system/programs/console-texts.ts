/** What the bytes 128 to 255 mean in code pages that consoles use and `TextDecoder` does not know. */
const UPPER_HALVES = [
  // 850: Western Europe
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0',
  // 437: United States
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0',
  // 852: Central Europe
  'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00AD˝˛ˇ˘§÷¸°¨˙űŘř■\u00A0',
];
const OTHERS = ['ibm866', 'windows-1252', 'windows-1250', 'windows-1251', 'shift_jis', 'gbk', 'big5', 'euc-kr'];

/**
 * What a console program of Windows may have printed. It is asked for UTF-8; if it did not heed that, its code page is
 * not known, so these are all that are likely: a path that was found among them exists in only one.
 */
export function consoleTexts(bytes: Uint8Array): string[] {
  const [utf8] = decoded(bytes, 'utf-8');
  if (utf8 !== undefined) return [utf8];
  const halves = UPPER_HALVES.map((half) =>
    Array.from(bytes, (byte) => half[byte - 128] ?? String.fromCodePoint(byte)),
  );
  return [...halves.map((characters) => characters.join('')), ...OTHERS.flatMap((label) => decoded(bytes, label))];
}

function decoded(bytes: Uint8Array, label: string): string[] {
  try {
    return [new TextDecoder(label, { fatal: true }).decode(bytes)];
  } catch {
    return [];
  }
}
