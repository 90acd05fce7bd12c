"""What the packages leave out or spell their own way: region codes in GeoNames, the place of two islands."""

# INSEE region code → the region's code in GeoNames, which keeps the overseas ones as countries
GEONAMES_REGIONS = {
    "01": "GP", "02": "MQ", "03": "GF", "04": "RE", "06": "YT",
    "11": "11", "24": "24", "27": "27", "28": "28", "32": "32", "44": "44",
    "52": "52", "53": "53", "75": "75", "76": "76", "84": "84", "93": "93", "94": "94",
    "975": "PM", "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip

# Gustavia and Marigot, the seats of two collectivities that are one commune each
SEATS = {"97701": (17.8979, -62.8506), "97801": (18.0682, -63.0829)}
