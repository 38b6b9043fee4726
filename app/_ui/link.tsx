'use client';
import NextLink from 'next/link.js';
import type { ComponentProps } from 'react';

const BaseLink = NextLink.default;

/** A link to another page. Pages are not prefetched: a table with thousands of links would flood the manager. */
export function Link(props: ComponentProps<typeof BaseLink>) {
  return <BaseLink prefetch={false} {...props} />;
}
