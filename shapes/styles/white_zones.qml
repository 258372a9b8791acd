<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|Forms|MapTips|AttributeTable" labelsEnabled="1">
 <renderer-v2 type="categorizedSymbol" attr="rule" symbollevels="0" enableorderby="0" forceraster="0">
  <categories>
   <category value="white-zone" symbol="0" label="@{White zone}" render="true"/>
  </categories>
  <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="248,248,248,255"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_color" type="QString" value="60,60,60,255"/>
      <Option name="outline_style" type="QString" value="solid"/>
      <Option name="outline_width" type="QString" value="0.5"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="joinstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="coalesce(&quot;place&quot;, '') || if(&quot;unit_count&quot; &gt; 3, ' + ' || (&quot;unit_count&quot; - 3), '') || if(&quot;population&quot; &gt; 0, ' (' || format_number(&quot;population&quot;, 0) || ' ' || '@{inh.}' || ')', '')" isExpression="1" fontFamily="Sans Serif" fontSize="8" fontSizeUnit="Point" fontWeight="50" fontItalic="1" textColor="60,60,60,255" textOpacity="1" multilineHeight="1">
    <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,230" bufferOpacity="1" bufferJoinStyle="128"/>
   </text-style>
   <text-format wrapChar="" autoWrapLength="24" useMaxLineLengthForAutoWrap="1" multilineAlign="1" plussign="0"/>
   <placement placement="1" priority="7" centroidWhole="0" centroidInside="1" fitInPolygonOnly="0" polygonPlacementFlags="2"/>
   <rendering scaleVisibility="1" scaleMin="0" scaleMax="300000" obstacle="0" obstacleFactor="1" drawLabels="1" displayAll="0" limitNumLabels="0" fontLimitPixelSize="0" mergeLines="0" minFeatureSize="3" labelPerPart="0"/>
  </settings>
 </labeling>
 @<finding_form.xml>
 @<finding_name.xml>
</qgis>
