#!/bin/sh
# Creates the profile of a voucher pool, by the call of the use case "voucher pools".
# Only the host and the token are yours:  HOST=http://127.0.0.1:8080 TOKEN=lk_... POOL=<id of the pool>
curl --location --request POST "$HOST/v4/clients/batch" \
--header 'Accept: application/json' \
--header 'Api-Version: 4.4' \
--header "Authorization: Bearer $TOKEN" \
--header 'content-type: application/json' \
--data-raw '[
  {
    "customId": "'"$POOL"'",
    "firstName": "Voucher Pool 1",
    "agreements": {
    },
    "attributes": {
      "voucherpool_id": "'"$POOL"'"
    },
    "tags": [
      "voucher_campaign"
    ]
  }
]'
