"""The route that draws a code as a QR code or bars."""

from asyncio import to_thread
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Query, Response

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.errors import InvalidError
from largesse.core.http import TransactionRoute, failures, requires
from largesse.vouchers.barcodes import DEFAULT_SCALE, MAX_SCALE, BarcodeError, BarcodeType, render
from largesse.vouchers.models import Pool
from largesse.vouchers.queries import get_code

router = APIRouter(prefix="/v1/barcodes", route_class=TransactionRoute, tags=["codes"])

MEDIA_TYPES: Final = {"svg": "image/svg+xml", "png": "image/png"}
ImageFormat = Literal["svg", "png"]


@router.get(
    "/{code:path}",
    operation_id="drawBarcode",
    response_class=Response,
    responses={
        200: {
            "description": "The picture.",
            "content": {media: {"schema": {"type": "string"}} for media in MEDIA_TYPES.values()},
        },
        **failures(404),
    },
)
async def draw_barcode(
    code: Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[^\x00]*$", description="The code.")],
    image_format: Annotated[ImageFormat, Query(alias="format", description="Format of the picture.")] = "svg",
    barcode_type: Annotated[
        BarcodeType | None, Query(alias="type", description="Default: as the pool says, else QR_CODE.")
    ] = None,
    scale: Annotated[
        int, Query(ge=1, le=MAX_SCALE, description="Width of the narrowest bar in pixels.")
    ] = DEFAULT_SCALE,
    ctx: Context = requires(Permission.VOUCHERS_ITEM_READ),
) -> Response:
    """Draw a code as a QR code or bars."""
    row = await get_code(ctx, code)
    if barcode_type is None:
        pool = await ctx.db.get(Pool, (ctx.workspace_id, row["pool_id"]))
        barcode_type = BarcodeType(pool.barcode_type or BarcodeType.QR_CODE) if pool else BarcodeType.QR_CODE
    try:
        picture = await to_thread(
            render, row["code"], barcode_type=barcode_type, image_format=image_format, scale=scale
        )
    except BarcodeError as error:
        raise InvalidError("barcode_impossible", str(error), pointer="/query/type") from error
    return Response(
        picture, media_type=MEDIA_TYPES[image_format], headers={"Cache-Control": "private, max-age=3600"}
    )
