/**
 * Frees the memory of bytes that came from the network and are done with. If left to the garbage collector, 16,000
 * chunks per GiB make it scan everything the manager holds again and again, which took a third of its processor time.
 * Small chunks are left alone, since they may share their memory with others.
 */
export function freeMemory({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
