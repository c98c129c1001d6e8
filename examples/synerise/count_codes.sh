#!/bin/sh
# Counts the codes of a pool, by the call of the same use case's webhook. activeCount - assignedCount are still free.
curl --location --request POST "$HOST/v4/vouchers/item/count/$POOL" \
--header 'Accept: application/json' \
--header 'Api-Version: 4.4' \
--header "Authorization: Bearer $TOKEN" \
--header 'content-type: application/json' \
--data-raw '{}'
