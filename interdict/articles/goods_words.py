"""What is carried: the nouns for goods with the category of each, and the words that may stand before them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from interdict.articles.tables import word_set

_HEADS: Mapping[str, str] = {
    "conventional_arms": "arms weapons weapon weaponry armaments munitions rocket_launchers launchers launcher "
                         "howitzers "
    "torpedoes mines drones uavs anti-tank_missiles anti-ship_missiles anti-aircraft_missiles cruise_missiles "
    "surface-to-air_missiles guided_missiles armoured_vehicles armored_vehicles missile_systems "
    "rocket-propelled_grenade_launchers "
    "fighter_jets artillery missiles manpads rpgs rpg_launchers armoured_personnel_carriers tanks",
    "ballistic_missile": "ballistic_missiles ballistic_missile missile_parts missile_components missile_technology "
    "scud_missiles warheads warhead rocket_fuel rocket_engines rocket_motors missile_equipment missile_fuel "
    "missile_material "
    "rocket_propellant solid-fuel_propellant gyroscopes",
    "small_arms": "rifles rifle pistols shotguns machine_guns machineguns handguns guns firearms revolvers carbines "
                  "submachine_guns "
    "kalashnikovs small_arms aks ak-47s ak47s",
    "ammunition": "ammunition rounds cartridges bullets shells grenades rockets mortars mortar_rounds mortar_bombs "
    "mortar_shells detonators fuses fuzes bombs rocket-propelled_grenades magazines projectiles propelling_charges",
    "explosives": "explosives explosive explosive_materials dynamite tnt c4 gunpowder semtex ammonium_nitrate "
                  "ammonium_perchlorate",
    "military_parts": "tank_parts military_equipment military_hardware military_radios gun_sights "
    "night_vision_devices "
                      "night-vision_devices "
    "guidance_units propulsion_units rifle_silencers silencers radar_systems radars gas_masks body_armour "
    "body_armor uniforms guidance_systems "
    "bulletproof_vests "
    "helmets battery_kits military_supplies drone_parts drone_components military_vehicles military_trucks scopes",
    "dual_use": "graphite_cylinders aluminium_bars aluminium_alloy_bars aluminium_rods aluminium_tubes centrifuges "
    "carbon_fibre carbon_fiber vacuum_pumps pressure_transducers maraging_steel cylinders rods bars gas_turbines "
    "valves sodium_sulfate sodium_sulphate "
    "machine_tools lathes",
    "chemical_biological": "chemicals chemical sodium_cyanide protective_suits "
                           "nerve_agent chlorine acid",
    "petroleum": "crude_oil crude fuel_oil diesel_oil diesel_fuel diesel gas_oil gasoil gasoline petrol fuel oil "
                 "petroleum oil_products "
    "petroleum_products refined_petroleum refined_petroleum_products kerosene naphtha jet_fuel condensate marine_fuel "
    "bitumen",
    "coal": "coal anthracite",
    "minerals": "iron_ore ore limonite sand minerals zinc magnesite coltan cassiterite manganese",
    "metals": "steel copper aluminium aluminum nickel silver scrap_metal pig_iron tungsten lead_pipes metal_pipes "
              "pipes tubes",
    "seafood": "seafood fish squid crabs shrimp",
    "textiles": "textiles garments clothing",
    "machinery": "spares vehicles pickups pick-ups jeeps pickup_trucks engines machinery generators spare_parts "
    "equipment components "
                 "bulldozers cars trucks "
    "computers electronics aircraft_parts radios parts helicopters batteries",
    "luxury": "luxury_goods luxury_cars vodka whisky whiskey wine liquor cigars yachts jewellery jewelry watches "
              "perfume cosmetics",
    "charcoal": "charcoal",
    "timber": "timber logs wood",
    "gold_cash": "gold cash diamonds banknotes bullion gold_bars",
    "drugs": "heroin cocaine hashish methamphetamine narcotics drugs opium captagon cannabis",
    "tobacco_counterfeit": "cigarettes tobacco",
    "humanitarian": "sugar rice wheat food medicine medicines flour grain fertiliser fertilizer animal_feed soybeans "
                    "palm_kernel_expeller tea",
    "ordinary": "cement glass_wool cotton lentils polyethylene tiles furniture leather clothes toys onions bananas "
                "plywood marble",
}  # fmt: skip

# Measures and containers: what they hold comes after `of`.
HOLDERS = word_set("ton tons tonne tonnes kg kilograms kilogrammes kilos litres liters barrels bbl boxes box crates "
                   "crate containers container "
    "drums sacks bags blocks pallets cases packages rounds sets pieces cylinders truckloads barrel gallons pounds "
    "bottles cartons vials rolls cans bales bundles packs "
    "shipment cargo load consignment cache haul batch quantity quantities amount amounts stockpile stash number "
    "components "
    "parts supply supplies systems kits metric pairs metres meters jars tins flasks barrels crate bundle tubs tanks "
    "kilogrammes grams grammes dozen t mt l")  # fmt: skip
# What goods are made into: `steel plates` are not just steel.
FORMS = word_set("plates plate powder bars rods sheets ingots beams coils wire cable cables billets alloy alloys "
                 "tubing foil castings slabs concentrate pellets cakes fibres fibers")  # fmt: skip
# Those that count nothing: `a shipment of arms` is arms.
LOADS = word_set("shipment cargo load consignment cache haul batch quantity quantities amount amounts stockpile stash "
                 "number "
                  "supply supplies")  # fmt: skip

# Words that may not be part of a name of goods; before a noun anything else may.
NOT_IN_NAMES = word_set("the a an this that these those its their his her our of in on at by for with from to as and "
                        "or but nor than about around "
    "some any more most other another such all both each every no not only also including include includes "
    "included is "
    "are "
    "was were be been being has have had do does did will would could can may might must should up down out over "
    "under "
    "aboard onboard board large small huge vast big new old many several few numerous various multiple dozens "
    "hundreds "
    "thousands scores tens batch illicit illegal banned prohibited suspected alleged seized confiscated hidden "
    "discovered "
    "found said same further additional enough much what which who whose where when while since after before because "
    "if "
    "nearly almost approximately roughly estimated exactly least worth total there it they he she them then so very "
    "carrying containing contained contains contain included comprised carried smuggling transporting holding bearing "
    "selling buying exporting importing supplying moving using "
    "giving making delivering shipping into onto against between among within without through during across behind "
    "beneath beside near off per like unlike until upon via whether however although though her him us we you i "
    "hundred thousand million dozen possible possibly probably apparently allegedly reportedly actual back early late "
    "first second third last next "
    "own")  # fmt: skip

# A noun for goods with one of these after it is something else: an arms embargo, oil drilling equipment.
NOT_GOODS_BEFORE = word_set("embargo embargoes export exports import imports ban bans trade trading dealer dealers "
                            "sales sale control controls smuggling "
    "smuggler smugglers shipment shipments trafficking trafficker deal deals inspector inspectors inspection program "
    "programme programs test tests launch launches facility facilities sector industry company companies market "
    "prices "
    "price "
    "expert experts tanker tankers terminal refinery field fields transfer transfers transfer's race group groups "
    "freighter "
    "supplier suppliers producer producers crossing destroyer cruiser frigate carrier association today")  # fmt: skip


# Categories of goods that are carried every day.
MERE = frozenset({None, "ordinary", "humanitarian", "machinery", "minerals", "metals", "coal", "petroleum", "timber"})


@cache
def list_heads() -> Mapping[str, str]:
    """Return the category for each noun, in small letters; those of several words are known as a whole."""
    return {head.replace("_", " "): category for category, heads in _HEADS.items() for head in heads.split()}
